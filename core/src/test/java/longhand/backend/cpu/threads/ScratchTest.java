package longhand.backend.cpu.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import longhand.backend.Backends;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Frames of working memory: what they lend, what they refuse, and that nothing is kept for ever. */
class ScratchTest {

    private static void refused(String part, Executable call) {
        String message = assertThrows(IllegalStateException.class, call).getMessage();
        assertTrue(message.contains(part), message);
    }

    @Test
    void noTwoArraysInUseAreTheSame() {
        List<float[]> arrays = new ArrayList<>();
        try (Scratch.Frame outer = Scratch.frame()) {
            arrays.add(outer.floats(10));
            arrays.add(outer.floats(10));
            try (Scratch.Frame inner = Scratch.frame()) {
                arrays.add(inner.floats(10));
            }
        }
        for (int i = 0; i < arrays.size(); i++) {
            for (int j = 0; j < i; j++) {
                assertNotSame(arrays.get(j), arrays.get(i));
            }
        }
    }

    @Test
    void aClosedFramesArraysAreUsedAgain() {
        float[] first;
        try (Scratch.Frame frame = Scratch.frame()) {
            first = frame.floats(5000);
        }
        try (Scratch.Frame frame = Scratch.frame()) {
            assertSame(first, frame.floats(4000));
        }
    }

    @Test
    void withAssertionsAnArrayOfAClosedFrameHoldsNoNumbers() {
        float[] array;
        try (Scratch.Frame frame = Scratch.frame()) {
            array = frame.floats(3);
            array[2] = 7;
        }
        assertEquals(Scratch.class.desiredAssertionStatus() ? Float.NaN : 7, array[2]);
    }

    @Test
    void withAssertionsWritingPastTheEndIsFound() {
        assumeTrue(Scratch.class.desiredAssertionStatus());
        for (int at : new int[] {5, 5 + Scratch.PAD - 1}) {
            Scratch.Frame frame = Scratch.frame();
            float[] array = frame.floats(5);
            frame.floats(7);
            array[4] = 1;
            array[at] = 1;
            String message = assertThrows(AssertionError.class, frame::close).getMessage();
            assertTrue(message.contains("written past the end"), message);
        }
        noTwoArraysInUseAreTheSame(); // the thread is as good as new
    }

    @Test
    void onlyTheInnermostFrameLends() {
        try (Scratch.Frame outer = Scratch.frame(); Scratch.Frame inner = Scratch.frame()) {
            refused("a frame inside it is still open", () -> outer.floats(1));
            inner.floats(1);
        }
    }

    @Test
    void aClosedFrameLendsNothing() {
        Scratch.Frame frame = Scratch.frame();
        frame.close();
        refused("closed", () -> frame.floats(1));
        refused("closed", frame::close);
    }

    @Test
    void aFrameThatWasNotClosedIsFound() {
        Scratch.Frame outer = Scratch.frame();
        Scratch.Frame forgotten = Scratch.frame();
        refused("a frame inside it is still open", outer::close);
        refused("closed", () -> forgotten.floats(1));
        noTwoArraysInUseAreTheSame(); // the thread is as good as new
    }

    @Test
    void aFrameBelongsToItsThread() throws InterruptedException {
        try (Scratch.Frame frame = Scratch.frame(); ExecutorService other = Executors.newSingleThreadExecutor()) {
            Future<float[]> array = other.submit(() -> frame.floats(1));
            Throwable cause = assertThrows(ExecutionException.class, array::get).getCause();
            assertTrue(cause instanceof IllegalStateException && cause.getMessage().contains("another thread"),
                    cause.toString());
        }
    }

    @Test
    void trimmingFreesWhatAllThreadsKeep() {
        Backends.use("cpu");
        Workers.run(4, part -> {
            try (Scratch.Frame frame = Scratch.frame()) {
                frame.floats(300_000);
            }
        });
        assertTrue(Backends.keptBytes() > 1_000_000, "kept: " + Backends.keptBytes());
        Backends.trim();
        assertEquals(0, Backends.keptBytes());
    }

    @Test
    void aFrameThatIsOpenSurvivesTrimming() {
        try (Scratch.Frame frame = Scratch.frame()) {
            float[] before = frame.floats(5000);
            before[0] = 3;
            Scratch.trim();
            assertNotSame(before, frame.floats(5000));
            assertEquals(3, before[0]);
        }
        assertEquals(0, Scratch.keptBytes());
    }

    @Test
    void moreThanTheLimitIsNotKept() {
        Scratch.trim();
        try (Scratch.Frame frame = Scratch.frame()) {
            frame.floats(100_000);
        }
        Scratch.trimAbove(1_000_000_000);
        assertTrue(Scratch.keptBytes() >= 400_000);
        Scratch.trimAbove(300_000);
        assertEquals(0, Scratch.keptBytes());
    }
}
