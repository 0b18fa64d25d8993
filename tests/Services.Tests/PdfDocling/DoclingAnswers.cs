using System.Text.Json;
using DaprProcessing.Engines.Tests.Remote;
using Microsoft.AspNetCore.Http;

namespace DaprProcessing.Services.Tests.PdfDocling;

/// <summary>What docling-serve 1.38.2 answers, as it was recorded, with pages of ours.</summary>
internal static class DoclingAnswers
{
    public const string NotYet = """{"detail":"Task result not found. Please wait for a completion status."}""";
    public const string Gone = """{"detail":"Task not found."}""";

    public const string Corrupt =
        "docling-parse could not load document 9f3543ea87010d0416291b06834c62d9f8046b0b83d40168cafd13f163e41ad8";

    /// <summary>A server of one task: submitted, once pending, once started, and then at its end.</summary>
    public static Task<FakeServer> ServerAsync(params Func<HttpContext, Task>[] results) => FakeServer.StartAsync(
        [Task("pending"), Task("pending"), Task("started"), Task("success"), .. results]);

    public static Func<HttpContext, Task> Task(string status, string? message = null) => FakeServer.Answer(
        200,
        $$"""
        {"task_id":"42b35bc2-b92c-443d-8578-8234f7634800","task_type":"convert","task_status":"{{status}}",
         "task_position":null,"task_meta":null,"error_message":{{JsonSerializer.Serialize(message)}},"failure":null}
        """);

    public static Func<HttpContext, Task> Result(string status, string? document, string errors = "[]") =>
        FakeServer.Answer(200, Body(status, document, errors));

    public static string Body(string status, string? document, string errors = "[]") =>
        $$"""
        {"document":{"filename":"document.pdf","md_content":null,"json_content":{{document ?? "null"}},"html_content":null,
         "text_content":null,"doctags_content":null,"doclang_content":null},"status":"{{status}}","errors":{{errors}},
         "processing_time":0.35,"timings":{},"confidence":null}
        """;

    public static string Error(string category, string message, int? pageNo = null) => JsonSerializer.Serialize(new
    {
        component_type = "pipeline", module_name = "StandardPdfPipeline", error_message = message, category, page_no = pageNo,
    });

    /// <summary>A document that says "Hello page N" on each of the pages, and has a form that ours have no place for.</summary>
    public static string Document(params int[] pages)
    {
        var texts = pages.Select((page, at) =>
            $$$"""
            {"self_ref":"#/texts/{{{at}}}","parent":{"$ref":"#/body"},"children":[],"content_layer":"body","meta":null,
             "label":"text","prov":[{"page_no":{{{page}}},"bbox":{"l":72.0,"t":717.2,"r":206.7,"b":695.0,
             "coord_origin":"BOTTOMLEFT"},"charspan":[0,12]}],"orig":"Hello page {{{page}}}","text":"Hello page {{{page}}}",
             "formatting":null,"hyperlink":null}
            """);
        var children = pages.Select((_, at) => $$"""{"$ref":"#/texts/{{at}}"}""").Append("""{"$ref":"#/key_value_items/0"}""");
        var sizes = pages.Select(page =>
            $$$""" "{{{page}}}":{"size":{"width":612.0,"height":792.0},"image":null,"page_no":{{{page}}}} """);
        return $$"""
            {"schema_name":"DoclingDocument","version":"1.10.0","name":"document",
             "origin":{"mimetype":"application/pdf","binary_hash":14823938625982774464,"filename":"document.pdf","uri":null},
             "furniture":{"self_ref":"#/furniture","parent":null,"children":[],"content_layer":"furniture","meta":null,
              "name":"_root_","label":"unspecified"},
             "body":{"self_ref":"#/body","parent":null,"children":[{{string.Join(',', children)}}],"content_layer":"body",
              "meta":null,"name":"_root_","label":"unspecified"},
             "groups":[],"texts":[{{string.Join(',', texts)}}],"pictures":[],"tables":[],"key_value_items":[{"label":"form"}],
             "form_items":[],"pages":{ {{string.Join(',', sizes)}} } }
            """;
    }
}
