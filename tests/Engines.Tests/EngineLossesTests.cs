using DaprProcessing.Engines.Pool;

namespace DaprProcessing.Engines.Tests;

public sealed class EngineLossesTests
{
    private readonly EngineLosses _losses = new();

    [Fact]
    public void Trouble_AFewDeaths_AreTheirPages()
    {
        _losses.Died();
        _losses.Died();
        Assert.Null(_losses.Trouble);

        _losses.Forget();
        _losses.Died();
        Assert.Null(_losses.Trouble);
    }

    [Fact]
    public void Trouble_NothingButDeaths_IsTheEngines()
    {
        for (var death = 0; death < 3; death++)
        {
            _losses.Died();
        }

        Assert.Equal("the last 3 died at work", _losses.Trouble);
        _losses.Forget();
        Assert.Null(_losses.Trouble);
    }

    [Fact]
    public void Trouble_CannotBeStarted_SaysWhyUntilOneAnswers()
    {
        _losses.DidNotStart("The engine program document-engine is missing beside the application.");

        Assert.Equal(
            "does not start: The engine program document-engine is missing beside the application.", _losses.Trouble);
        _losses.Forget();
        Assert.Null(_losses.Trouble);
    }
}
