namespace DaprProcessing.Client.Tests.Support;

/// <summary>Answers as the platform gives them.</summary>
internal static class Wire
{
    public static string Job(string status, string id = "j1", string more = "") => $$"""
        {"id":"{{id}}","status":"{{status}}","pipeline":"document","fileName":"a.pdf","mediaType":"application/pdf","sizeBytes":7,
         "createdAt":"2026-11-27T10:00:00+00:00","stages":[{"name":"pdf-to-png","pagesDone":1,"pagesTotal":4}],
         "pages":{"total":4,"done":1,"failed":0},"links":{"self":"/v1/jobs/{{id}}"}{{more}}}
        """;

    public const string Failure =
        ""","error":{"code":"password_required","category":"policy","message":"The document is encrypted.","retryable":false}""";

    public const string Result = """
        {"pipeline":"document","pagesTotal":2,"pagesFailed":1,"textSources":{"ocr":1},
         "pages":[{"pageNo":1,"text":{"source":"ocr","reason":"no_text_layer","confidence":0.9,"words":12},
                   "image":{"pageNo":1,"widthPx":10,"heightPx":20,"dpi":150,"sizeBytes":5},
                   "speech":{"seconds":3.5}},
                  {"pageNo":2,"failure":{"stage":"pdf-to-png","failure":
                    {"code":"resource_limit","category":"capacity","message":"Too large.","retryable":false}}}],
         "artifacts":[{"name":"document.md","mediaType":"text/markdown","sizeBytes":5},
                      {"name":"pages/0001.png","mediaType":"image/png","sizeBytes":5}],
         "validationErrors":[]}
        """;

    public const string Busy = """
        {"code":"platform_unavailable","category":"internal","detail":"Not now.","retryable":true,"status":503}
        """;
}
