namespace DaprProcessing.Contracts.Catalogue;

/// <summary>The names of the Dapr components every service uses; the files in <c>components/</c> define them.</summary>
public static class DaprNames
{
    public const string PubSub = "pubsub";
    public const string StateStore = "statestore";
    public const string ObjectStore = "objectstore";
}
