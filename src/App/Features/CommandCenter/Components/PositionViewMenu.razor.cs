using App.Core.Portfolios;
using App.Core.Results;
using App.Features.Accounts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace App.Features.CommandCenter.Components;

/// <summary>The menu of saved views. Nothing is asked before one is removed: it can be taken back.</summary>
public sealed partial class PositionViewMenu
{
    private IReadOnlyList<PositionView>? _views;
    private IReadOnlyList<Error> _errors = [];
    private PositionView? _removed;
    private string? _name;
    private string? _news;
    private bool _busy;
    private bool _focusUndo;
    private bool _focusPanel;
    private ElementReference _undo;
    private ElementReference _panel;

    [Inject] private ListPositionViews List { get; set; } = default!;

    [Inject] private SavePositionView Save { get; set; } = default!;

    [Inject] private RemovePositionView Remove { get; set; } = default!;

    [CascadingParameter] private Task<AuthenticationState> Session { get; set; } = default!;

    /// <summary>What is shown, and would be saved.</summary>
    [Parameter, EditorRequired] public PositionQuery Query { get; set; } = new();

    /// <summary>The address of this page with another query.</summary>
    [Parameter, EditorRequired] public Func<PositionQuery, string> Link { get; set; } = default!;

    // A view is of no page.
    private PositionQuery Shown => Query with { Page = 1 };

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // What had the focus has gone: the next thing to do gets it.
        var (undo, panel) = (_focusUndo, _focusPanel);
        (_focusUndo, _focusPanel) = (false, false);
        if (undo)
        {
            await _undo.FocusAsync(preventScroll: true);
        }
        else if (panel)
        {
            await _panel.FocusAsync(preventScroll: true);
        }
    }

    // When the menu is opened: most who look at positions never do.
    private async Task LoadAsync() => _views = await List.HandleAsync(await UserAsync(), Lifetime);

    private async Task SaveAsync(string? name, string query)
    {
        if (_busy)
        {
            return;
        }

        _busy = true;
        var saved = await Save.HandleAsync(await UserAsync(), name, query, Lifetime);
        _busy = false;
        (_removed, _errors) = (null, saved.Errors);
        if (saved is { IsSuccess: true, Value: var (view, isNew) })
        {
            (_name, _news) = (null, isNew ? $"“{view.Name}” was saved." : $"“{view.Name}” was replaced.");
        }
        else
        {
            _news = null;
        }

        await LoadAsync();
    }

    private async Task RemoveAsync(PositionView view)
    {
        if (_busy)
        {
            return;
        }

        _busy = true;
        var removed = await Remove.HandleAsync(await UserAsync(), view.Id, Lifetime);
        _busy = false;

        // Gone already, in another window: what was wanted is so, and there is nothing of ours to take back.
        (_removed, _news, _errors) = (removed.IsSuccess ? view : null, $"“{view.Name}” was removed.", []);
        (_focusUndo, _focusPanel) = (removed.IsSuccess, !removed.IsSuccess);
        await LoadAsync();
    }

    private async Task UndoAsync()
    {
        if (_removed is { } view)
        {
            await SaveAsync(view.Name, view.Query);
            _focusPanel = true;
        }
    }

    private async Task<Guid> UserAsync() => (await Session).User.UserId;
}
