/**
 * The five ways to convolve: {@link longhand.backend.cpu.conv2d.Conv2dIm2col} (as matrix products), {@link
 * longhand.backend.cpu.conv2d.Conv2dImagesLast} (as one product for many small images), {@link
 * longhand.backend.cpu.conv2d.Conv2dShifted} (without a patch matrix, for few channels), {@link
 * longhand.backend.cpu.conv2d.Conv2dWinograd} (with fewer multiplications, for many) and {@link
 * longhand.backend.cpu.conv2d.Conv2dDepthwise} (where each channel is convolved by itself). A sixth, {@link
 * longhand.backend.cpu.conv2d.Conv2dPlaceByPlace}, is for numbers that must not meet the zeros of the padding.
 */
package longhand.backend.cpu.conv2d;
