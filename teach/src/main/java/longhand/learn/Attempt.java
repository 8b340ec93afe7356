package longhand.learn;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import longhand.sandbox.Program;
import longhand.sandbox.SandboxException;

/**
 * A reader's compiled class, whose static methods can be called; it runs in a process of its own.
 *
 * @param type the class
 * @param seed other numbers for each seed: tests that nobody has seen
 */
record Attempt(Program program, String type, long seed) {
    private static final String RESET = " Put it back, or start this file afresh with: longhand learn reset ";

    /** The same program, but another of its classes: one of the judge's own that uses the reader's. */
    Attempt withType(String driver) {
        return new Attempt(program, driver, seed);
    }

    /** Random numbers for a judge, different for each judge and each seed. */
    Random random(int judge) {
        return new Random(seed * 1_000_003 + judge);
    }

    /**
     * Calls a method that leaves its arguments as they are.
     *
     * @throws WrongAnswerException if it is missing, fails, returns nothing or something else, or changes an argument
     */
    <T> T call(Class<T> result, Call call) {
        Program.Reply reply = ask(call);
        List<String> names = new ArrayList<>(call.inputs().keySet());
        for (int i = 0; i < names.size(); i++) {
            Object before = call.arguments()[i];
            if (Show.isArray(before) && !Show.values(before).equals(Show.values(reply.after().get(i)))) {
                throw new WrongAnswerException(call.method() + " changes " + names.get(i)
                        + ", which must stay as it is.\n"
                        + Show.block("before: ", before) + Show.block("after:  ", reply.after().get(i))
                        .stripTrailing());
            }
        }
        if (reply.isArgument() >= 0) {
            throw new WrongAnswerException(call.method() + " returns " + names.get(reply.isArgument())
                    + " itself. Whoever changes the result changes " + names.get(reply.isArgument())
                    + ", too: return a new array.");
        }
        if (reply.value() == null) {
            throw new WrongAnswerException(call.method() + " returns null.");
        }
        if (!result.isInstance(reply.value())) {
            throw new WrongAnswerException(call.method() + " returns " + reply.value().getClass()
                    .getSimpleName() + " instead of "
                    + result.getSimpleName() + "." + RESET + type);
        }
        return result.cast(reply.value());
    }

    /** Calls a method that changes its arguments; returns them as they are afterwards. */
    List<Object> callInPlace(Call call) {
        return ask(call).after();
    }

    private Program.Reply ask(Call call) {
        try {
            return program.call(type, call.method(), call.arguments());
        } catch (SandboxException e) {
            throw new WrongAnswerException(e.getMessage()
                    + (e.kind() == SandboxException.Kind.FORM ? RESET + type : ""));
        }
    }
}
