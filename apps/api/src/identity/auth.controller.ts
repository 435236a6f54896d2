import { Body, Controller, HttpCode, Ip, Post } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';

import { AccessTokens, Accounts, Public, SignInThrottle, TOKEN_LIFETIME_S } from '@app/platform';

import { SafeLine } from '../http/fields';

class SignInDto {
  @SafeLine(200)
  username!: string;

  @SafeLine(200)
  password!: string;
}

class TokenDto {
  @ApiProperty()
  accessToken!: string;

  @ApiProperty({ enum: ['Bearer'] })
  tokenType!: 'Bearer';

  @ApiProperty({ description: 'Seconds.' })
  expiresIn!: number;
}

@ApiTags('identity')
@Controller('v1/auth')
export class AuthController {
  constructor(
    private readonly accounts: Accounts,
    private readonly tokens: AccessTokens,
    private readonly throttle: SignInThrottle,
  ) {}

  /** Gives a short-lived access token for a local account. Who tries many passwords has to wait. */
  @Post('token')
  @Public()
  @HttpCode(200)
  @ApiOkResponse({ type: TokenDto })
  async token(@Body() { username, password }: SignInDto, @Ip() address: string): Promise<TokenDto> {
    const actor = await this.throttle.run({ username, address }, () =>
      this.accounts.signIn(username, password),
    );
    return {
      accessToken: await this.tokens.issue(actor.id),
      tokenType: 'Bearer',
      expiresIn: TOKEN_LIFETIME_S,
    };
  }
}
