namespace Dapr;

/// <summary>A failure the sidecar named with an error code.</summary>
public class DaprApiException : DaprException
{
    /// <summary>A failure with a code.</summary>
    public DaprApiException(string message, string errorCode, bool isTransient)
        : this(message, inner: null, errorCode, isTransient)
    {
    }

    /// <summary>A failure with a code and a cause.</summary>
    public DaprApiException(string message, Exception? inner, string errorCode, bool isTransient)
        : base(message, inner)
    {
        ErrorCode = errorCode;
        IsTransient = isTransient;
    }

    /// <summary>The code, e.g. <c>ERR_PUBSUB_NOT_FOUND</c>.</summary>
    public string ErrorCode { get; }

    /// <summary>Whether the same call may succeed later.</summary>
    public bool IsTransient { get; }
}
