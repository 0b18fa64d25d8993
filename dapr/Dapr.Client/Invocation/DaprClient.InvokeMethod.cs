namespace Dapr.Client;

public abstract partial class DaprClient
{
    private const string UseHttpClient = "Use an HttpClient of CreateInvokableHttpClient or CreateInvokeHttpClient.";

    /// <summary>Sends a request of CreateInvokeMethodRequest; an error status is a response, not an exception.</summary>
    [Obsolete(UseHttpClient)]
    public abstract Task<HttpResponseMessage> InvokeMethodWithResponseAsync(HttpRequestMessage request, CancellationToken cancellationToken = default);

    /// <summary>Sends a request of CreateInvokeMethodRequest.</summary>
    /// <exception cref="InvocationException">It failed on the way or the status is an error.</exception>
    [Obsolete(UseHttpClient)]
    public abstract Task InvokeMethodAsync(HttpRequestMessage request, CancellationToken cancellationToken = default);

    /// <summary>Sends a request of CreateInvokeMethodRequest and reads the answer as JSON.</summary>
    [Obsolete(UseHttpClient)]
    public abstract Task<TResponse> InvokeMethodAsync<TResponse>(HttpRequestMessage request, CancellationToken cancellationToken = default);

    /// <summary>Calls a method with POST, without a body.</summary>
    [Obsolete(UseHttpClient)]
    public Task InvokeMethodAsync(string appId, string methodName, CancellationToken cancellationToken = default) =>
        InvokeMethodAsync(CreateInvokeMethodRequest(appId, methodName), cancellationToken);

    /// <summary>Calls a method without a body.</summary>
    [Obsolete(UseHttpClient)]
    public Task InvokeMethodAsync(HttpMethod httpMethod, string appId, string methodName, CancellationToken cancellationToken = default) =>
        InvokeMethodAsync(CreateInvokeMethodRequest(httpMethod, appId, methodName), cancellationToken);

    /// <summary>Calls a method with POST and a JSON body.</summary>
    [Obsolete(UseHttpClient)]
    public Task InvokeMethodAsync<TRequest>(string appId, string methodName, TRequest data, CancellationToken cancellationToken = default) =>
        InvokeMethodAsync(CreateInvokeMethodRequest(appId, methodName, data), cancellationToken);

    /// <summary>Calls a method with a JSON body.</summary>
    [Obsolete(UseHttpClient)]
    public Task InvokeMethodAsync<TRequest>(
        HttpMethod httpMethod, string appId, string methodName, TRequest data, CancellationToken cancellationToken = default) =>
        InvokeMethodAsync(CreateInvokeMethodRequest(httpMethod, appId, methodName, [], data), cancellationToken);

    /// <summary>Calls a method with POST and reads the answer as JSON.</summary>
    [Obsolete(UseHttpClient)]
    public Task<TResponse> InvokeMethodAsync<TResponse>(string appId, string methodName, CancellationToken cancellationToken = default) =>
        InvokeMethodAsync<TResponse>(CreateInvokeMethodRequest(appId, methodName), cancellationToken);

    /// <summary>Calls a method and reads the answer as JSON.</summary>
    [Obsolete(UseHttpClient)]
    public Task<TResponse> InvokeMethodAsync<TResponse>(
        HttpMethod httpMethod, string appId, string methodName, CancellationToken cancellationToken = default) =>
        InvokeMethodAsync<TResponse>(CreateInvokeMethodRequest(httpMethod, appId, methodName), cancellationToken);

    /// <summary>Calls a method with POST and a JSON body and reads the answer as JSON.</summary>
    [Obsolete(UseHttpClient)]
    public Task<TResponse> InvokeMethodAsync<TRequest, TResponse>(
        string appId, string methodName, TRequest data, CancellationToken cancellationToken = default) =>
        InvokeMethodAsync<TResponse>(CreateInvokeMethodRequest(appId, methodName, data), cancellationToken);

    /// <summary>Calls a method with a JSON body and reads the answer as JSON.</summary>
    [Obsolete(UseHttpClient)]
    public Task<TResponse> InvokeMethodAsync<TRequest, TResponse>(
        HttpMethod httpMethod, string appId, string methodName, TRequest data, CancellationToken cancellationToken = default) =>
        InvokeMethodAsync<TResponse>(CreateInvokeMethodRequest(httpMethod, appId, methodName, [], data), cancellationToken);
}
