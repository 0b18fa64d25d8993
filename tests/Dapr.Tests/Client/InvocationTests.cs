using System.Net;
using System.Net.Http.Json;
using Dapr.Client;

namespace DaprProcessing.Dapr.Tests.Client;

public sealed class InvocationTests : SidecarTest
{
    [Fact]
    public async Task CreateInvokableHttpClient_RelativeAddress_GoesThroughTheSidecar()
    {
        using var http = Client.CreateInvokableHttpClient("Order-Service");

        var response = await http.PostAsJsonAsync("/orders?x=1", new Order("a", 1));

        Assert.Equal(
            new Invoked("POST", "Order-Service", "orders", "?x=1", """{"name":"a","quantity":1}"""),
            await response.Content.ReadFromJsonAsync<Invoked>());
        Assert.Equal(SmallSidecar.ApiToken, Sidecar.Tokens.Last());
    }

    [Fact]
    public async Task CreateInvokeHttpClient_AbsoluteAddress_NamesTheApplicationInTheHost()
    {
        using var http = DaprClient.CreateInvokeHttpClient(daprEndpoint: Sidecar.HttpEndpoint.OriginalString);

        var invoked = await http.GetFromJsonAsync<Invoked>("http://other/a/b");

        Assert.Equal(("GET", "other", "a/b"), (invoked!.Verb, invoked.AppId, invoked.Path));
    }

    [Fact]
    public void CreateInvokeHttpClient_IdThatIsNoHostName_IsAnArgumentError()
    {
        Assert.Throws<ArgumentException>(() => DaprClient.CreateInvokeHttpClient("not a host"));
    }

    [Fact]
    public void InvocationHandler_EndpointOfAnotherScheme_IsAnArgumentError()
    {
        using var handler = new InvocationHandler();

        Assert.Throws<ArgumentException>(() => handler.DaprEndpoint = "ftp://localhost");
    }

    [Fact]
    public void CreateInvokeMethodRequest_QueryAndSlash_MakeOneAddress()
    {
        using var request = Client.CreateInvokeMethodRequest(HttpMethod.Get, "app", "/a/b?z=0", [new("q", "x y&")]);

        Assert.Equal(new Uri(Sidecar.HttpEndpoint, "/v1.0/invoke/app/method/a/b?z=0&q=x%20y%26"), request.RequestUri);
        Assert.Equal([SmallSidecar.ApiToken], request.Headers.GetValues("dapr-api-token"));
    }

#pragma warning disable CS0618 // The obsolete forms are part of the surface.
    [Fact]
    public async Task InvokeMethod_JsonBothWays_ReturnsTheAnswer()
    {
        var invoked = await Client.InvokeMethodAsync<Order, Invoked>(HttpMethod.Put, "app", "orders", new Order("a", 1));

        Assert.Equal(new Invoked("PUT", "app", "orders", "", """{"name":"a","quantity":1}"""), invoked);
    }

    [Fact]
    public async Task InvokeMethod_ErrorStatus_ThrowsWithTheResponse()
    {
        var error = await Assert.ThrowsAsync<InvocationException>(() => Client.InvokeMethodAsync("app", "fail"));

        Assert.Equal(("app", "fail", HttpStatusCode.InternalServerError), (error.AppId, error.MethodName, error.Response!.StatusCode));
    }

    [Fact]
    public async Task InvokeMethod_SidecarGone_ThrowsWithoutAResponse()
    {
        await Sidecar.DisposeAsync();

        var error = await Assert.ThrowsAsync<InvocationException>(() => Client.InvokeMethodAsync("app", "orders"));

        Assert.Null(error.Response);
    }

    [Fact]
    public async Task InvokeMethodWithResponse_ForeignRequest_IsAnArgumentError()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://elsewhere/");

        await Assert.ThrowsAsync<ArgumentException>(() => Client.InvokeMethodWithResponseAsync(request));
    }
#pragma warning restore CS0618
}
