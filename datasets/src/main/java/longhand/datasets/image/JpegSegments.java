package longhand.datasets.image;

import java.io.IOException;
import javax.imageio.stream.ImageInputStream;

/** What stands in a JPEG file before its pixels: segments of a marker, a length and contents (ITU-T T.81, B.1.1). */
final class JpegSegments {
    static final int APP1 = 0xffe1;
    static final int APP2 = 0xffe2;

    private static final int START_OF_IMAGE = 0xffd8;
    /** The pixels begin: there are no segments behind this. */
    private static final int START_OF_SCAN = 0xffda;
    /** Any number of bytes 0xff may stand before a marker. */
    private static final int FILL = 0xffff;

    private JpegSegments() {}

    /** What is to be done with a segment. */
    @FunctionalInterface
    interface Task {
        /**
         * @param length of the contents, where the stream stands
         * @return whether to go on
         */
        boolean run(int marker, int length) throws IOException;
    }

    /** Runs the task on each segment, from the start of the stream; on none if it is no JPEG file. */
    static void each(ImageInputStream in, Task task) throws IOException {
        in.seek(0);
        if (in.readUnsignedShort() != START_OF_IMAGE) {
            return;
        }
        for (int marker = next(in); marker > 0xff00 && marker != START_OF_SCAN; marker = next(in)) {
            int length = Math.max(in.readUnsignedShort() - 2, 0);
            long end = in.getStreamPosition() + length;
            if (!task.run(marker, length)) {
                return;
            }
            in.seek(end);
        }
    }

    private static int next(ImageInputStream in) throws IOException {
        int marker = in.readUnsignedShort();
        while (marker == FILL) {
            marker = marker & 0xff00 | in.readUnsignedByte();
        }
        return marker;
    }
}
