using Dapr;

namespace DaprProcessing.Platform.Objects;

/// <summary>
/// The object store was asked more than once and did not do it. Nobody's document is to blame: the same call may succeed later.
/// </summary>
public sealed class ObjectStoreUnavailableException(string key, Exception cause)
    : DaprException($"the object store does not serve '{key}': {cause.Message}", cause);
