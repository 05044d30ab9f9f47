import { WordPressStackProps } from '../lib/wordpress-stack';
import { development } from './development';
import { preproduction } from './preproduction';
import { production } from './production';
import { testing } from './testing';

/** Every environment by its name, which is also the name of its folder in `dist/`. */
export const environments: Readonly<Record<string, WordPressStackProps>> = {
  development,
  testing,
  preproduction,
  production,
};
