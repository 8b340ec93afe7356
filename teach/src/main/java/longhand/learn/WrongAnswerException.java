package longhand.learn;

/** A judge found something wrong in a solution: the message tells the reader what, with an example. */
final class WrongAnswerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongAnswerException(String message) {
        super(message);
    }
}
