namespace DaprProcessing.Local.JetStream.Client;

/// <summary>Receives the messages of one subscription on the connection's read loop: must return at once and not throw.</summary>
internal interface IMessageSink
{
    void OnMessage(NatsMessage message);

    /// <summary>The connection was lost; the subscription is renewed by itself when it is back.</summary>
    void OnDisconnected();
}
