package longhand.io.checks;

/** A value that a setting, or a field of a file, cannot have. */
public final class ValueException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String field;
    private final transient Object value;
    private final String rule;

    /** @param rule which values are possible, as it follows "Rule: " */
    public ValueException(String field, Object value, String rule) {
        this(field, value, rule, "choose such a value");
    }

    /**
     * @param rule which values are possible, as it follows "Rule: "
     * @param fix what to do, as it follows "Fix: "
     */
    public ValueException(String field, Object value, String rule, String fix) {
        super(field + " = " + value + ". Rule: " + rule + ". Fix: " + fix);
        this.field = field;
        this.value = value;
        this.rule = rule;
    }

    /** Name of the setting or field. */
    public String field() {
        return field;
    }

    /** What it was given. */
    public Object value() {
        return value;
    }

    /** Which values are possible. */
    public String rule() {
        return rule;
    }

    /** Field, value and rule. */
    public String problem() {
        return field + " = " + value + ". Rule: " + rule;
    }
}
