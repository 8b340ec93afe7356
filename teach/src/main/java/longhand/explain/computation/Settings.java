package longhand.explain.computation;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** The numbers that are set for an operation. */
public final class Settings {
    private final Map<Setting, Double> values;

    private Settings(Map<Setting, Double> values) {
        this.values = values;
    }

    /** No settings yet. */
    public static Settings none() {
        return new Settings(new EnumMap<>(Setting.class));
    }

    /** The same with one number set, or set otherwise. */
    public Settings with(Setting setting, double value) {
        Map<Setting, Double> more = new EnumMap<>(values);
        more.put(setting, value);
        return new Settings(more);
    }

    /** A number that is set. */
    public double get(Setting setting) {
        return values.get(setting);
    }

    /** What is set. */
    public Set<Setting> all() {
        return values.keySet();
    }
}
