import { createElement } from 'react';
import { createRoot } from 'react-dom/client';

import { LanguageProvider } from './language/language-provider';
import { Pages } from './pages';
import './styles.css';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with the id "root".');
createRoot(root).render(createElement(LanguageProvider, null, createElement(Pages)));
