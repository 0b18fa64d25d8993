namespace Dapr;

/// <summary>An operation on the sidecar failed. The cause on the wire, where there is one, is the inner exception.</summary>
public class DaprException : Exception
{
    /// <summary>A failure without a cause.</summary>
    public DaprException(string message)
        : base(message)
    {
    }

    /// <summary>A failure with its cause.</summary>
    public DaprException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
