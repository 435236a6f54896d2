it.todo('is being written by the payouts engineer');
