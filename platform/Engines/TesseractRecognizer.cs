using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Engines.Pool;
using DaprProcessing.Engines.Protocol;
using DaprProcessing.Engines.Reading;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Engines;

internal sealed class TesseractRecognizer(EnginePool pool, IOptions<EngineOptions> options) : ITextRecognizer
{
    public string Name => "tesseract";

    public async Task<PageText> RecognizeAsync(
        DocumentSource source, int pageNo, RecognizeSettings settings, CancellationToken cancellationToken)
    {
        var request = EngineRequest.Of(EngineOperation.Recognize, source) with
        {
            PageNo = pageNo,
            Dpi = settings.Dpi,
            Languages = settings.Languages,
            Regions = settings.Regions,
            HidesText = settings.HidesText,
            Quarters = settings.Quarters,
        };
        var reply = await pool.RunAsync(request, options.Value.RecognizeLimit, cancellationToken).ConfigureAwait(false);
        var page = reply.Text! with { Recognizer = Name };
        // Of regions the engine itself keeps what it is sure of.
        return settings.Regions is null ? PictureNoise.LeaveOut(page, settings.Quarters) : page;
    }
}
