package longhand.backend.cpu;

/** How the three computations of one convolution layer are done. */
public record Conv2dChoices(Conv2dChoice forward, Conv2dChoice inputGradient, Conv2dChoice weightGradient) {}
