using System.Text.Json;

namespace Dapr.Client;

/// <summary>
/// The building blocks of Dapr, through the sidecar of this application. Built by <see cref="DaprClientBuilder"/> or
/// <c>AddDaprClient</c>; one per process is enough, it is safe for concurrent use. Abstract so that an application can put its own in
/// a test. Failures are <see cref="DaprException"/>; cancellation is <see cref="OperationCanceledException"/>.
/// </summary>
public abstract partial class DaprClient : IDisposable
{
    private bool _disposed;

    /// <summary>How values become JSON and back.</summary>
    public abstract JsonSerializerOptions JsonSerializerOptions { get; }

    /// <inheritdoc />
    public void Dispose()
    {
        if (!_disposed)
        {
            Dispose(disposing: true);
            _disposed = true;
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the connections.</summary>
    /// <param name="disposing">Always true; there is no finalizer.</param>
    protected virtual void Dispose(bool disposing)
    {
    }
}
