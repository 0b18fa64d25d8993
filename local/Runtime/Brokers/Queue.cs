using System.Text.RegularExpressions;
using System.Threading.Channels;
using DaprProcessing.Components;

namespace DaprProcessing.Local.Runtime.Brokers;

/// <summary>The messages of one topic (or pattern with <c>*</c>) that one app id has still to handle.</summary>
internal sealed class Queue(string topic, string appId)
{
    private readonly Channel<Delivery> _ready = Channel.CreateUnbounded<Delivery>();
    private readonly Regex? _pattern = topic.Contains('*')
        ? new Regex("^" + Regex.Escape(topic).Replace("\\*", ".*") + "$", RegexOptions.NonBacktracking | RegexOptions.Singleline)
        : null;

    public string Topic => topic;

    public string AppId => appId;

    public ChannelReader<Delivery> Ready => _ready.Reader;

    public bool Takes(string published) => _pattern is null ? topic == published : _pattern.IsMatch(published);

    public void Add(Delivery delivery) => _ready.Writer.TryWrite(delivery);
}
