package longhand.backend.opencl;

/** A switch: Aparapi cannot translate it. */
final class UntranslatableKernel extends StrictKernel {
    int[] y;

    @Override
    public void run() {
        int i = getGlobalId(0);
        switch (i % 3) {
            case 0:
                y[i] = 5;
                break;
            case 1:
                y[i] = 6;
                break;
            default:
                y[i] = 7;
                break;
        }
    }
}
