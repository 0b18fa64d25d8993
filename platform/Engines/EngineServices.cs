using DaprProcessing.Engines.Markup;
using DaprProcessing.Engines.Pool;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DaprProcessing.Engines;

/// <summary>Registers the document engines.</summary>
public static class EngineServices
{
    /// <summary>Names that stored jobs and callers still use.</summary>
    private static readonly Dictionary<string, string> FormerNames = new() { ["poppler"] = "pdfium" };

    /// <summary>
    /// Adds <see cref="IDocumentProbe"/>, <see cref="IPdfRenderer"/>, <see cref="ITextExtractor"/>,
    /// <see cref="IImageProcessor"/>, <see cref="ISearchablePdf"/>, <see cref="IDocumentFacts"/> and
    /// <see cref="ITextRecognizer"/> over one <see cref="EnginePool"/>, with limits from the section
    /// <see cref="EngineOptions.Section"/>. An <see cref="EnginePool"/>
    /// that is already registered is used: services that share a process should share the pool.
    /// </summary>
    public static IServiceCollection AddDocumentEngines(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<EngineOptions>().Bind(configuration.GetSection(EngineOptions.Section)).ValidateDataAnnotations()
            .ValidateOnStart();
        services.TryAddSingleton<EnginePool>();
        services.AddHealthOf<EnginePool>();
        services.AddMarkupEngines(configuration);
        services.TryAddSingleton<IDocumentProbe, EngineDocumentProbe>();
        services.TryAddSingleton<ITextExtractor, PdfiumTextExtractor>();
        services.TryAddSingleton<IImageProcessor, EngineImageProcessor>();
        services.TryAddSingleton<IDocumentFacts, EngineDocumentFacts>();
        services.TryAddSingleton<ISearchablePdf, EngineSearchablePdf>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPdfRenderer, PdfiumRenderer>());
        services.TryAddSingleton<TesseractRecognizer>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ITextRecognizer, TesseractRecognizer>(
            provider => provider.GetRequiredService<TesseractRecognizer>()));
        services.TryAddSingleton(provider =>
            new EngineChoice<IPdfRenderer>(provider.GetServices<IPdfRenderer>(), renderer => renderer.Name, FormerNames));
        services.TryAddSingleton(provider => new EngineChoice<ITextRecognizer>(
            provider.GetServices<ITextRecognizer>(), recognizer => recognizer.Name));
        services.AddHostedService<EnginePreflight>();
        return services;
    }
}
