package longhand.explain.exercise;

import java.util.List;
import longhand.explain.Explanation;
import longhand.explain.Values;
import longhand.explain.check.Mistake;
import longhand.explain.check.Problem;
import longhand.explain.check.SizeWorking;
import longhand.explain.mistake.Model;

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
    public SizeWorking size() {
        return new SizeWorking("", "");
    }

    @Override
    public Model<?> model() {
        throw new UnsupportedOperationException("nothing is diagnosed");
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
