namespace E2E.Harness;

/// <summary>Tests that go one after the other. Whatever is not named here is a stream of its own.</summary>
public static class TestStreams
{
    /// <summary>Tests in the application that all share.</summary>
    public const string SharedApp = "In the shared application";

    /// <summary>Tests that start, kill and stop applications and databases of their own.</summary>
    public const string OwnApps = "In applications of their own";
}
