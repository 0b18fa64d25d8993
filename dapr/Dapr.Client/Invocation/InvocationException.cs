namespace Dapr.Client;

/// <summary>A service invocation that failed on the way or was answered with an error.</summary>
public class InvocationException(string? appId, string? methodName, Exception? innerException, HttpResponseMessage? response)
    : DaprException($"Invoking '{methodName}' of application '{appId}' failed: {innerException?.Message}", innerException)
{
    /// <summary>The application that was called.</summary>
    public string? AppId { get; } = appId;

    /// <summary>The method that was called.</summary>
    public string? MethodName { get; } = methodName;

    /// <summary>What came back; null where nothing did.</summary>
    public HttpResponseMessage? Response { get; } = response;
}
