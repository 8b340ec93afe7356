package longhand.nn.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Against the rates that PyTorch 1.13's schedulers gave. */
class ScheduleTest {

    private static void assertRates(Schedule schedule, double... expected) {
        for (int time = 0; time < expected.length; time++) {
            assertEquals(expected[time], schedule.lr(0.5, time), 1e-12, "at " + time);
        }
    }

    @Test
    void constant() {
        assertRates(Schedule.constant(), 0.5, 0.5);
    }

    @Test
    void step() {
        assertRates(Schedule.step(3, 0.1), 0.5, 0.5, 0.5, 0.05, 0.05, 0.05, 0.005, 0.005);
    }

    @Test
    void cosine() {
        assertRates(Schedule.cosine(10, 0.01), 0.5, 0.48800884649231263, 0.4532091636218621, 0.39900738681165593,
                0.33070916362186215, 0.255, 0.17929083637813792, 0.11099261318834411, 0.05679083637813791,
                0.021991153507687385, 0.01, 0.01);
    }

    @Test
    void oneCycle() {
        assertRates(Schedule.oneCycle(1.0, 10, 0.3), 0.04, 0.52, 1.0, 0.9504846320134737, 0.8117456539497631,
                0.6112620219362893, 0.38874197806371075, 0.18825834605023697, 0.049519367986526286, 4e-6, 4e-6);
    }

    @Test
    void oneCycleWithoutWarmUp() {
        assertEquals(1.0, Schedule.oneCycle(1.0, 10, 0.1).lr(0.5, 0), 1e-12);
    }

    @Test
    void warmUp() {
        assertRates(Schedule.warmUp(4, 0.25, Schedule.constant()), 0.125, 0.21875, 0.3125, 0.40625, 0.5, 0.5, 0.5);
    }

    @Test
    void badArgumentsAreRefused() {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Schedule.step(0, 0.1)).getMessage()
                .startsWith("schedule: size = 0"));
        assertThrows(IllegalArgumentException.class, () -> Schedule.oneCycle(1, 10, 1));
        assertThrows(IllegalArgumentException.class, () -> Schedule.oneCycle(Double.NaN, 10, 0.3));
        assertThrows(IllegalArgumentException.class, () -> Schedule.step(3, -1));
        assertThrows(IllegalArgumentException.class, () -> Schedule.cosine(3, -1));
        assertThrows(IllegalArgumentException.class, () -> Schedule.warmUp(3, 0.1, null));
        assertThrows(IllegalArgumentException.class, () -> Schedule.oneCycle(1, 0, 0.3));
        assertThrows(IllegalArgumentException.class, () -> Schedule.cosine(0, 0));
        assertThrows(IllegalArgumentException.class, () -> Schedule.warmUp(0, 0.1, Schedule.constant()));
        assertRates(Schedule.step(1, 0.1), 0.5, 0.05);
    }

    @Test
    void schedulesHaveNames() {
        assertEquals(List.of("constant", "step", "cosine", "one-cycle", "warm-up"), Schedules.names());
        assertRates(Schedules.create("constant", 0.5, 7), 0.5, 0.5);
        assertRates(Schedules.create("step", 0.5, 7), 0.5, 0.5, 0.5, 0.5, 0.05, 0.05, 0.05);
        assertRates(Schedules.create("cosine", 0.5, 2), 0.5, 0.25, 0);
        assertRates(Schedules.create("one-cycle", 1, 10), 0.04, 0.52, 1);
        assertRates(Schedules.create("warm-up", 0.5, 11), 0.005, 0.2525, 0.5);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Schedules.create("triangle", 1, 1)).getMessage()
                .contains("'triangle'"));
    }
}
