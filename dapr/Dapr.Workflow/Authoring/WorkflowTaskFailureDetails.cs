namespace Dapr.Workflow;

/// <summary>A failure that crossed the wire: the exception itself stays in the process it was thrown in.</summary>
public class WorkflowTaskFailureDetails(string errorType, string errorMessage, string? stackTrace = null)
{
    /// <summary>The exception's full type name, or another platform's name for the kind of failure.</summary>
    public string ErrorType { get; } = errorType ?? throw new ArgumentNullException(nameof(errorType));

    /// <summary>The exception's message.</summary>
    public string ErrorMessage { get; } = errorMessage ?? throw new ArgumentNullException(nameof(errorMessage));

    /// <summary>The exception's stack, where the worker passed it on.</summary>
    public string? StackTrace { get; } = stackTrace;

    /// <summary>Whether the failure was an exception of type <typeparamref name="T"/> or derived from it, as far as the type is known here.</summary>
    public bool IsCausedBy<T>() where T : Exception
    {
        // The name carries no assembly: besides the core library only T's own assembly can be asked.
        var type = Type.GetType(ErrorType, throwOnError: false) ?? typeof(T).Assembly.GetType(ErrorType, throwOnError: false);
        return type is not null && typeof(T).IsAssignableFrom(type);
    }

    public override string ToString() => $"{ErrorType}: {ErrorMessage}";
}
