namespace Dapr.Client;

/// <summary>One hit of a state query.</summary>
public class StateQueryItem<TValue>(string key, TValue data, string etag, string error)
{
    /// <summary>The key.</summary>
    public string Key { get; } = key;

    /// <summary>The value.</summary>
    public TValue Data { get; } = data;

    /// <summary>The ETag of the value.</summary>
    public string ETag { get; } = etag;

    /// <summary>Why the value could not be read; empty where it could.</summary>
    public string Error { get; } = error;
}
