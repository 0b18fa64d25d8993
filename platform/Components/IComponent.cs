namespace DaprProcessing.Components;

/// <summary>
/// A building block loaded from a Dapr component file. Created once, initialised once, shared by every app id in scope.
/// </summary>
public interface IComponent : IAsyncDisposable
{
    /// <summary>Connects and validates; throws <see cref="ComponentException"/> naming the wrong setting.</summary>
    Task InitAsync(ComponentMetadata metadata, CancellationToken cancellationToken);
}

/// <summary>A component cannot do what was asked; <see cref="Kind"/> decides the status the caller sees.</summary>
public sealed class ComponentException(ComponentErrorKind kind, string message, Exception? inner = null)
    : Exception(message, inner)
{
    public ComponentErrorKind Kind { get; } = kind;
}

public enum ComponentErrorKind
{
    /// <summary>A component setting or a request field is wrong: not worth a retry.</summary>
    Invalid,

    /// <summary>The key, file or subject is not there.</summary>
    NotFound,

    /// <summary>What was asked for is larger than a message may be (gRPC RESOURCE_EXHAUSTED).</summary>
    TooLarge,

    /// <summary>An ETag did not match (HTTP 409, gRPC ABORTED).</summary>
    EtagMismatch,

    /// <summary>The backend is away or refused: worth a retry.</summary>
    Unavailable,
}
