package longhand.learn;

/** Tests the solution of one task against the engine's own functions. */
@FunctionalInterface
interface Judge {

    /**
     * Calls the solution's methods with different inputs.
     *
     * @throws WrongAnswerException at the first wrong result
     */
    void judge(Attempt attempt);
}
