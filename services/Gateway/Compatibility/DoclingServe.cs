using DaprProcessing.Gateway.Compatibility.Deliveries;
using DaprProcessing.Gateway.Compatibility.Requests;
using DaprProcessing.Gateway.Compatibility.Results;
using DaprProcessing.Gateway.Compatibility.Routes;
using DaprProcessing.Gateway.Compatibility.Tasks;

namespace DaprProcessing.Gateway.Compatibility;

/// <summary>
/// The wire of docling-serve v1, over jobs of this platform: its clients work with their address changed. What it does
/// differently is in <c>docs/guides/docling-serve.md</c>.
/// </summary>
internal static class DoclingServe
{
    public static IServiceCollection AddDoclingServe(this IServiceCollection services) => services
        .AddSingleton<SourceReceiver>().AddSingleton<JsonRequestReader>().AddSingleton<FormRequestReader>()
        .AddSingleton<TaskStore>().AddSingleton<TaskSubmitter>().AddSingleton<TaskWatcher>().AddSingleton<TaskCleaner>()
        .AddSingleton<ResultReader>().AddSingleton<PageImages>().AddSingleton<DocumentContent>()
        .AddSingleton<ConvertAnswer>().AddSingleton<ChunkAnswer>().AddSingleton<ZipAnswer>().AddSingleton<TaskAnswer>()
        .AddSingleton<Conversion>().AddSingleton<TaskDeliverer>();

    public static void MapDoclingServe(this IEndpointRouteBuilder routes)
    {
        routes.MapInfo();
        var v1 = routes.MapGroup("/v1").WithTags("docling-serve");
        v1.MapConversions();
        v1.MapClosed();
        v1.MapTasks();
        v1.MapTaskSocket();
    }
}
