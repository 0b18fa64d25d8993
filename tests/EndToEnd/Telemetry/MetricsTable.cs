using System.Diagnostics.Metrics;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace DaprProcessing.EndToEnd.Telemetry;

/// <summary>The platform's metrics twice: as <c>docs/operations/metrics.md</c> says, and as the code makes them.</summary>
/// <param name="Name">As Prometheus shows it.</param>
internal sealed record MetricRow(string Name, string Kind, string Labels)
{
    /// <summary>The rows of the table.</summary>
    public static IReadOnlyList<MetricRow> Documented(string markdown) =>
    [
        .. markdown.Split('\n').Where(line => line.StartsWith("| `dapr_processing_", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Select(cells => new MetricRow(cells[1].Trim('`'), cells[2], cells[3].Replace("`", ""))),
    ];

    /// <summary>Name and kind of every instrument of every program; labels are known once something was measured.</summary>
    public static SortedDictionary<string, string> Created()
    {
        var created = new SortedDictionary<string, string>(StringComparer.Ordinal);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Name.StartsWith("dapr_processing_", StringComparison.Ordinal))
                {
                    created[PrometheusName(instrument)] = KindOf(instrument);
                }
            },
        };
        listener.Start();
        foreach (var metrics in Directory.GetFiles(AppContext.BaseDirectory, "*.dll").SelectMany(MetricsClasses))
        {
            RuntimeHelpers.RunClassConstructor(metrics.TypeHandle);
        }

        return created;
    }

    private static IEnumerable<Type> MetricsClasses(string file)
    {
        try
        {
            var name = AssemblyName.GetAssemblyName(file);
            return Assembly.Load(name).GetTypes().Where(type => type.Name.EndsWith("Metrics", StringComparison.Ordinal)
                && type.Namespace?.StartsWith("DaprProcessing.", StringComparison.Ordinal) == true);
        }
        catch (Exception error) when (error is BadImageFormatException or ReflectionTypeLoadException or FileLoadException
            or FileNotFoundException)
        {
            // No .NET in it, or none that loads here: none of ours.
            return [];
        }
    }

    private static string PrometheusName(Instrument instrument)
    {
        var unit = instrument.Unit switch
        {
            "s" => "_seconds",
            "By" => "_bytes",
            "By/s" => "_bytes_per_second",
            _ => "",
        };
        return $"{instrument.Name}{unit}{(KindOf(instrument) == "counter" ? "_total" : "")}";
    }

    private static string KindOf(Instrument instrument) => instrument.GetType().Name.Split('`')[0] switch
    {
        "Counter" or "ObservableCounter" => "counter",
        "Histogram" => "histogram",
        _ => "gauge",
    };
}
