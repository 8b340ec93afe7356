package longhand.notebooks;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.publish.PublishDisplayData;
import org.dflib.jjava.jupyter.messages.publish.PublishError;
import org.dflib.jjava.jupyter.messages.publish.PublishExecuteInput;
import org.dflib.jjava.jupyter.messages.publish.PublishExecuteResult;
import org.dflib.jjava.jupyter.messages.reply.ErrorReply;
import org.dflib.jjava.jupyter.messages.reply.ExecuteReply;
import org.dflib.jjava.jupyter.messages.request.ExecuteRequest;

/**
 * The Jupyter kernel: hands Jupyter's requests to the {@link Engine} and its results back. The wire protocol and all
 * requests but {@code execute_request} are BaseKernel's; that one is answered here, because BaseKernel knows errors
 * only as exceptions and names them by their Java class.
 */
final class JavaKernel extends BaseKernel {
    private final Engine engine;
    private volatile Instant lastFailure = Instant.MIN;

    JavaKernel(Engine engine) {
        this.engine = engine;
    }

    @Override
    public void becomeHandlerForConnection(JupyterConnection connection) {
        super.becomeHandlerForConnection(connection);
        connection.setHandler(MessageType.EXECUTE_REQUEST, this::execute);
    }

    private void execute(ShellReplyEnvironment env, Message<ExecuteRequest> message) {
        ExecuteRequest request = message.getContent();
        env.setBusyDeferIdle();
        if (sentBefore(message, lastFailure)) {
            env.defer().replyError(ExecuteReply.MESSAGE_TYPE.error(),
                    new ErrorReply("Aborted", "an earlier cell failed", List.of()));
            return;
        }
        int number = executionCount.getAndIncrement();
        env.publish(new PublishExecuteInput(request.getCode(), number));
        CellResult result = engine.run(request.getCode(), number, new ToFrontEnd(env));
        if (result.error().isPresent()) {
            CellError error = result.error().get();
            lastFailure = request.shouldStopOnError() ? Instant.now() : Instant.MIN;
            env.publish(new PublishError(error.name(), error.message(), error.report()));
            var reply = new ErrorReply(error.name(), error.message(), error.report());
            reply.setExecutionCount(number);
            env.defer().replyError(ExecuteReply.MESSAGE_TYPE.error(), reply);
            return;
        }
        result.value().ifPresent(value -> env.publish(new PublishExecuteResult(number, data(value))));
        env.defer().reply(new ExecuteReply(number, Map.of()));
    }

    /**
     * Whether the request was already waiting when a cell failed: "run all" sends all cells at once and then must stop.
     */
    private static boolean sentBefore(Message<?> message, Instant failure) {
        try {
            return OffsetDateTime.parse(message.getHeader().getTimestamp().getDateString()).toInstant()
                    .isBefore(failure);
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** Never called: {@link #execute} answers the requests for which BaseKernel would call it. */
    @Override
    public DisplayData eval(String code) {
        throw new UnsupportedOperationException("cells are run by execute");
    }

    @Override
    public ReplacementOptions complete(String code, int at) {
        Completion completion = engine.complete(code, at);
        return new ReplacementOptions(completion.proposals(), completion.from(), completion.to());
    }

    @Override
    public DisplayData inspect(String code, int at, boolean extraDetail) {
        return engine.describe(code, at).map(DisplayData::new).orElse(null);
    }

    @Override
    public String isComplete(String code) {
        return engine.isComplete(code) ? IS_COMPLETE_YES : "    ";
    }

    @Override
    public void interrupt() {
        engine.interrupt();
    }

    @Override
    public LanguageInfo getLanguageInfo() {
        return new LanguageInfo.Builder("java")
                .version(Runtime.version().toString())
                .mimetype("text/x-java")
                .fileExtension(".jshell")
                .pygments("java")
                .codemirror("text/x-java")
                .build();
    }

    @Override
    public String getBanner() {
        return "Longhand on Java " + Runtime.version();
    }

    private static DisplayData data(MimeBundle bundle) {
        var data = new DisplayData();
        bundle.data().forEach(data::putData);
        Set<String> dependent = bundle.machineDependent();
        if (!dependent.isEmpty()) {
            data.putMetaData("longhand", Map.of(StoredOutputs.MACHINE_DEPENDENT, List.copyOf(dependent)));
        }
        return data;
    }

    private record ToFrontEnd(ShellReplyEnvironment env) implements OutputSink {
        @Override
        public void stdout(String text) {
            env.writeToStdOut(text);
        }

        @Override
        public void stderr(String text) {
            env.writeToStdErr(text);
        }

        @Override
        public void display(MimeBundle bundle) {
            env.publish(new PublishDisplayData(data(bundle)));
        }
    }
}
