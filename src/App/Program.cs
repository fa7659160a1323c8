using App.Cli;
using App.Data.Providers;
using App.Features.Accounts;
using App.Features.Accounts.Sessions;
using App.Features.CommandCenter;
using App.Hosting;
using App.Layout;

StartRefusals.TellInsteadOfCrashing();
SqliteNative.Initialize();
CommandLine line;
try
{
    line = CommandLine.Parse(args);
}
catch (FormatException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 2;
}

var builder = WebApplication.CreateBuilder([.. line.HostArgs]);

// Files of packages are served from the build output too, not only in Development or once published.
builder.WebHost.UseStaticWebAssets();
builder.AddBallast();
builder.Services.AddAccounts();

var app = builder.Build();
await app.PrepareAsync(line.Verb);
app.UseBallast();
app.MapStaticAssets().AllowAnonymous();
app.MapApi();
app.MapTheme();
app.MapAmounts();
app.MapAccountPages();
app.MapSessionPages();
app.MapPositionDownload();
app.MapRazorComponents<Document>().AddInteractiveServerRenderMode().LetFrameworkThrough();
app.Services.GetRequiredService<RouteTable>().Take(app);
if (line.Verb is { } verb)
{
    using var actor = ActorBorders.BeginCommand();
    return await verb.RunAsync(line, app.Services, Console.Out, app.Lifetime.ApplicationStopping);
}

await app.RunAsync();
return 0;

/// <summary>The host, named for the tests that start it in their own process.</summary>
internal sealed partial class Program;
