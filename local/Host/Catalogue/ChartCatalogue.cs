using DaprProcessing.Contracts.Catalogue;

namespace DaprProcessing.Local.Host.Catalogue;

/// <summary>
/// What the Helm chart loops over: services with their consumers, streams with their topics, and the options that each service
/// reads, so that the chart can refuse a setting that nobody does.
/// </summary>
internal static class ChartCatalogue
{
    public const string FilePath = "charts/dapr-processing/catalogue.yaml";

    public static string Content() => $"""
        # Written by `make catalogue`.
        services:
        {Lines(ServiceList.All.Select(Service))}
        # What holds what.
        streams:
        {Lines(Streams())}
        # Sections of the configuration, and the options in each.
        settings:
        {Lines(Settings())}

        """;

    private static string Service(Service service)
    {
        var sections = $"sections: [{Joined(ServiceSettings.Of(service).Keys)}]";
        return ConsumerCatalogue.Shipped.Consumers.FirstOrDefault(consumer => consumer.AppId == service.AppId) is { } consumer
            ? $"  {service.AppId}:\n    {{topic: \"{consumer.Topic}\", stream: {consumer.Stream}, "
                + $"group: {consumer.Group}, {sections}}}"
            : $"  {service.AppId}:\n    {{{sections}}}";
    }

    private static IEnumerable<string> Streams() => ConsumerCatalogue.Shipped.Streams.Select(stream =>
        $"  {Key(stream.Key)}: [{Joined(stream.Value.Select(topic => $"\"{topic}\""))}]");

    private static string Key(string stream) => stream.Contains(' ') ? $"\"{stream}\"" : stream;

    private static IEnumerable<string> Settings() =>
        from section in ServiceList.All.SelectMany(ServiceSettings.Of).DistinctBy(section => section.Key)
        orderby section.Key
        select $"  {section.Key}: [{Joined(section.Value)}]";

    private static string Joined(IEnumerable<string> words) => string.Join(", ", words.Order(StringComparer.Ordinal));

    private static string Lines(IEnumerable<string> lines) => string.Join('\n', lines);
}
