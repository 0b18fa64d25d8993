using Wire = Dapr.DurableTask.Protobuf;

namespace Dapr.Workflow.Replay;

/// <summary>Exceptions to and from their form on the wire, bounded: they are stored in the history and sent with every turn.</summary>
internal static class FailureDetails
{
    private const int MaxDepth = 5;
    private const int MaxMessageChars = 16 * 1024;
    private const int MaxStackChars = 8 * 1024;

    public static Wire.TaskFailureDetails From(Exception exception, bool nonRetriable = false) => From(exception, nonRetriable, MaxDepth);

    public static Wire.TaskFailureDetails Create(string errorType, string message, bool nonRetriable) =>
        new() { ErrorType = errorType, ErrorMessage = message, IsNonRetriable = nonRetriable };

    public static WorkflowTaskFailureDetails Read(Wire.TaskFailureDetails? details) =>
        details is null ? new("Unknown", "The failure was reported without details.") : new(details.ErrorType, details.ErrorMessage, details.StackTrace);

    private static Wire.TaskFailureDetails From(Exception exception, bool nonRetriable, int depth)
    {
        var details = new Wire.TaskFailureDetails
        {
            ErrorType = exception.GetType().FullName ?? exception.GetType().Name,
            ErrorMessage = Truncate(exception.Message, MaxMessageChars),
            StackTrace = exception.StackTrace is { } stack ? Truncate(stack, MaxStackChars) : null,
            IsNonRetriable = nonRetriable,
        };
        if (depth > 1 && exception.InnerException is { } inner)
            details.InnerFailure = From(inner, nonRetriable: false, depth - 1);
        return details;
    }

    private static string Truncate(string text, int maxChars)
    {
        if (text.Length <= maxChars)
            return text;
        // Half a surrogate pair is not UTF-8 and would make the whole response impossible to send.
        var end = char.IsHighSurrogate(text[maxChars - 1]) ? maxChars - 1 : maxChars;
        return text[..end];
    }
}
