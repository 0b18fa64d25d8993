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
        streams:
        {Lines(Streams())}
        # Service, section of the configuration, options in it.
        settings:
        {Lines(ServiceList.All.Select(Settings))}

        """;

    private static string Service(Service service) =>
        ConsumerCatalogue.Shipped.Consumers.FirstOrDefault(consumer => consumer.AppId == service.AppId) is { } consumer
            ? $"  {service.AppId}: {{topic: \"{consumer.Topic}\", stream: {consumer.Stream}, group: {consumer.Group}}}"
            : $"  {service.AppId}: {{}}";

    private static IEnumerable<string> Streams() =>
        from entry in ConsumerCatalogue.Shipped.StreamOfTopic
        group entry.Key by entry.Value into stream
        orderby stream.Key
        select $"  {stream.Key}: [{string.Join(", ", stream.Order(StringComparer.Ordinal).Select(topic => $"\"{topic}\""))}]";

    private static string Settings(Service service)
    {
        var sections = ServiceSettings.Of(service).OrderBy(section => section.Key, StringComparer.Ordinal)
            .Select(section => $"    {section.Key}: [{string.Join(", ", section.Value.Order(StringComparer.Ordinal))}]");
        return $"  {service.AppId}:\n{Lines(sections)}";
    }

    private static string Lines(IEnumerable<string> lines) => string.Join('\n', lines);
}
