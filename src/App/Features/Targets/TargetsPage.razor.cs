using App.Core.Portfolios;
using App.Core.Results;
using App.Core.Targets;
using App.Features.Accounts;
using App.Features.CommandCenter;
using App.Features.Limits;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace App.Features.Targets;

/// <summary>Where one believes prices will stand, beside what one holds.</summary>
public sealed partial class TargetsPage
{
    private readonly TargetActions _actions;
    private TargetsState _state = new TargetsState.Loading();
    private IReadOnlyList<Error> _errors = [];
    private TargetPrice? _removed;
    private string _said = "";
    private string? _loaded;
    private bool _importOpen;
    private int _load;

    public TargetsPage() => _actions = new TargetActions(SaveAsync, RemoveAsync);

    [Inject] private ListPortfolios List { get; set; } = default!;

    [Inject] private GetExpectedReturns Get { get; set; } = default!;

    [Inject] private SetTarget Set { get; set; } = default!;

    [Inject] private SetTargets SetMany { get; set; } = default!;

    [Inject] private RemoveTarget Remove { get; set; } = default!;

    [Inject] private ImportTargets Import { get; set; } = default!;

    [Inject] private UploadGate Uploads { get; set; } = default!;

    [CascadingParameter] private Task<AuthenticationState> Session { get; set; } = default!;

    [SupplyParameterFromQuery] private string? Portfolio { get; set; }

    [SupplyParameterFromQuery] private string? Q { get; set; }

    [SupplyParameterFromQuery(Name = "page")] private string? PageNumber { get; set; }

    [SupplyParameterFromQuery] private string? Other { get; set; }

    private TargetsQuery Query { get; set; } = new();

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        Query = TargetsQuery.Parse(Portfolio, Q, PageNumber, Other);

        // Filter and page change what is shown of what is here; only another portfolio is asked for.
        if (RendererInfo.IsInteractive && _loaded != (Portfolio ?? ""))
        {
            _loaded = Portfolio ?? "";
            (_state, _errors, _removed) = (new TargetsState.Loading(), [], null);
            await LoadAsync();
        }
    }

    private async Task LoadAsync()
    {
        var load = ++_load;
        var owner = await OwnerAsync();
        var portfolios = await List.PlainAsync(owner, Lifetime);
        var state = await LoadAsync(owner, portfolios, CenterState.Select(portfolios, Portfolio));

        // The reader may have gone on to another portfolio meanwhile.
        _state = load == _load ? state : _state;
    }

    private async Task<TargetsState> LoadAsync(Guid owner, IReadOnlyList<Portfolio> portfolios, CenterState.Selection selection)
    {
        if (selection.IsAll || portfolios.Count == 0)
        {
            return new TargetsState.Shown(portfolios, null, await Get.HandleAsync(owner, Lifetime));
        }

        // One that is deleted just now is like one that never was.
        return selection.PortfolioId is { } id
            ? (await Get.HandleAsync(owner, id, Lifetime)).Match<TargetsState>(
                returns => new TargetsState.Shown(portfolios, portfolios.First(portfolio => portfolio.Id == id), returns), _ => new TargetsState.NotFound(portfolios))
            : new TargetsState.NotFound(portfolios);
    }

    private async Task<IReadOnlyList<Error>> SaveAsync(TargetEdit edit)
    {
        var result = await Set.HandleAsync(await OwnerAsync(), edit.Key, edit.Horizon, edit.Typed, Lifetime);
        if (result.IsSuccess)
        {
            // A symbol may have been typed in small letters: the target knows how it is spelled.
            _said = $"{edit.Horizon.ToWords()} of {edit.Key.ToWords()}: {(edit.Typed.Trim() is { Length: > 0 } price ? $"{price}, saved" : "taken back")}.";
            Show(result.Value?.Key ?? edit.Key, result.Value);
        }

        return result.Errors;
    }

    private async Task RemoveAsync(TargetPrice target)
    {
        var result = await Remove.HandleAsync(await OwnerAsync(), target.Key, Lifetime);

        // What somebody else has removed meanwhile is gone all the same.
        if (result.IsSuccess || result.Error.Code == TargetErrors.NotFound.Code)
        {
            Show(target.Key, null, removed: target);
        }
    }

    private async Task UndoAsync()
    {
        if (_removed is not { } target)
        {
            return;
        }

        var form = new TargetForm(target.Symbol, TargetCodes.Directions.NameOf(target.Direction), target.EndOfYear, target.NextYear, target.Downside, target.Note);
        var result = await SetMany.HandleAsync(await OwnerAsync(), [form], Lifetime);
        (_errors, _removed) = (result.Errors, null);
        if (result.IsSuccess)
        {
            _said = $"The target of {target.Key.ToWords()} is back.";
            Show(target.Key, target);
        }
    }

    private async Task<TargetImport> ImportAsync(UploadedFile file)
    {
        var imported = await Import.HandleAsync(await OwnerAsync(), file, Lifetime);
        if (imported.Put is not null)
        {
            await LoadAsync();
            StateHasChanged();
        }

        return imported;
    }

    private async Task<Error?> MayComeAsync() => await Uploads.TakeAsync((await Session).User, Lifetime);

    // All that changes is set before it renders: after a wait that happens at once, and the cell or button that asked renders itself only.
    private void Show(TargetKey key, TargetPrice? target, TargetPrice? removed = null)
    {
        (_removed, _errors) = (removed, []);
        if (_state is TargetsState.Shown shown)
        {
            _state = shown with { Returns = shown.Returns.With(key, target) };
        }

        StateHasChanged();
    }

    private async Task<Guid> OwnerAsync() => (await Session).User.UserId;
}
