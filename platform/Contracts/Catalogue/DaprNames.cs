namespace DaprProcessing.Contracts.Catalogue;

/// <summary>The names of the Dapr components every service uses; the files in <c>components/</c> define them.</summary>
public static class DaprNames
{
    public const string StateStore = "statestore";
    public const string ObjectStore = "objectstore";

    /// <summary>
    /// Of daprd's own JetStream component a cluster needs one for each service, since it serves one durable and a name is there
    /// once in a namespace: then <c>PUBSUB_NAME</c> says which is this service's.
    /// </summary>
    public static string PubSub { get; } =
        Environment.GetEnvironmentVariable("PUBSUB_NAME") is { Length: > 0 } name ? name : "pubsub";
}
