import { DEFAULT_IMAGES } from '../../../lib/kubernetes/image';

/** Prints every image of the stack with the name by which manifests ask for it, one a line. */
for (const [image, reference] of Object.entries(DEFAULT_IMAGES)) console.log(`${image} ${reference}`);
