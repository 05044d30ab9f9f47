import { reject } from './configuration-error';
import { imageProblem } from './image';

const COMMENT = /^\s*(#.*)?$/;

/**
 * Digests of images, as a registry has said them: a tag can be moved, a digest can't.
 *
 * A line for each image, `docker.io/library/mariadb:11.8.8@sha256:...`; one without a digest pins nothing yet.
 */
export class ImageLock {
  /** No image has a digest. */
  static readonly NONE = new ImageLock(new Map());

  /**
   * The lines of a file.
   *
   * @param file its name, for the error's sentence
   * @param used every image that may have a line, so that none stays behind when its image goes
   * @throws ConfigurationError if a line is no image, is there twice, or is for an image that nothing uses
   */
  static parse(file: string, text: string, used: Iterable<string>): ImageLock {
    const tags = new Set([...used].map(withoutDigest));
    const digests = new Map<string, string | undefined>();
    for (const [index, line] of text.split(/\r?\n/).entries()) {
      if (COMMENT.test(line)) continue;
      const prop = `line ${index + 1}`;
      const problem = imageProblem(line);
      if (problem) {
        reject(file, { prop, value: line, rule: problem.rule, fix: problem.fix });
      }
      const image = withoutDigest(line);
      if (digests.has(image)) {
        reject(file, { prop, value: line, rule: 'the image has a line already', fix: 'keep one of them' });
      }
      if (!tags.has(image)) {
        const others = [...tags].filter((other) => repository(other) === repository(image));
        reject(file, {
          prop,
          value: line,
          rule: 'nothing uses this image, and a digest that stays behind misleads',
          fix: others.length > 0 ? `write ${others.join(' or ')}, with the digest of that one` : 'remove the line',
        });
      }
      digests.set(image, line.slice(image.length));
    }
    return new ImageLock(digests);
  }

  private constructor(private readonly digests: ReadonlyMap<string, string | undefined>) {}

  /** An image with its digest, where one is known and none is given. */
  pinned(image: string): string {
    return image + (this.digests.get(image) ?? '');
  }
}

function withoutDigest(image: string): string {
  return image.replace(/@.*$/, '');
}

function repository(image: string): string {
  return image.slice(0, image.lastIndexOf(':'));
}
