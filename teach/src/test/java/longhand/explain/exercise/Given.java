package longhand.explain.exercise;

import java.util.List;
import longhand.explain.Explanation;
import longhand.explain.Values;
import longhand.explain.check.Mistake;
import longhand.explain.check.Problem;

/** A problem of which only the right answer matters. */
record Given(Values truth) implements Problem {
    @Override
    public String operation() {
        return "given";
    }

    @Override
    public String view() {
        return "forward";
    }

    @Override
    public double magnitude() {
        return 20;
    }

    @Override
    public String sizeWorking() {
        return "";
    }

    @Override
    public Explanation explanation() {
        throw new UnsupportedOperationException("nothing is explained");
    }

    @Override
    public List<Mistake> mistakes() {
        return List.of();
    }

    @Override
    public String question() {
        return "";
    }
}
