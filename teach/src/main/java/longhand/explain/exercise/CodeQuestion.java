package longhand.explain.exercise;

import longhand.learn.CodeTask;

/**
 * A program to be written: a task of the learning path.
 *
 * @param seed chooses the numbers of the hidden tests
 */
public record CodeQuestion(CodeTask task, long seed) implements Question {

    @Override
    public String title() {
        return "program " + task.name();
    }

    @Override
    public String text() {
        return "Complete the class " + task.name() + " (" + task.title()
                + "). It is tested with other numbers than those that you "
                + "can try it with.";
    }
}
