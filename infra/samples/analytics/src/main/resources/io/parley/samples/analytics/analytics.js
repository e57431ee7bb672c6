// Asks for the figures every two seconds and draws them. No library, and nothing from elsewhere.
'use strict'

const WIDTH = 720
const HEIGHT = 160
const LEFT = 48
const BOTTOM = 20
const SHOWN = 60 // minutes
const QUANTILES = [['p50', 'one', 'half'], ['p90', 'two', '90 %'], ['p99', 'three', '99 %']]

const byId = (id) => document.getElementById(id)
let last = null

function element(name, attributes, text) {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name)
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, value)
  }
  if (text !== undefined) {
    made.textContent = text
  }
  return made
}

function duration(ms) {
  if (ms === undefined) return '–'
  if (ms < 1000) return `${ms} ms`
  if (ms < 60000) return `${(ms / 1000).toFixed(1)} s`
  if (ms < 3600000) return `${(ms / 60000).toFixed(1)} min`
  return `${(ms / 3600000).toFixed(1)} h`
}

const number = (value) => value.toLocaleString('en')
const clock = (ms) => new Date(ms).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })

// The minutes up to the newest one, with those in which nothing happened.
function minutes(windows) {
  if (windows.length === 0) return []
  const byStart = new Map(windows.map((window) => [window.start, window]))
  const newest = windows[windows.length - 1].start
  const oldest = Math.max(windows[0].start, newest - (SHOWN - 1) * 60000)
  const all = []
  for (let start = oldest; start <= newest; start += 60000) {
    all.push(byStart.get(start) ?? { start })
  }
  return all
}

function frame(svg, all, top, format) {
  svg.replaceChildren()
  for (const share of [0, 0.5, 1]) {
    const y = (HEIGHT - BOTTOM) * (1 - share) + 8 * share
    svg.append(element('line', { class: 'grid', x1: LEFT, x2: WIDTH, y1: y, y2: y }))
    svg.append(element('text', { class: 'label', x: LEFT - 6, y: y + 4, 'text-anchor': 'end' }, format(top * share)))
  }
  svg.append(element('text', { class: 'label', x: LEFT, y: HEIGHT - 4 }, clock(all[0].start)))
  svg.append(element('text', { class: 'label', x: WIDTH, y: HEIGHT - 4, 'text-anchor': 'end' }, clock(all[all.length - 1].start)))
}

const x = (index, count) => LEFT + ((WIDTH - LEFT) * (index + 0.5)) / count
const y = (value, top) => HEIGHT - BOTTOM - ((HEIGHT - BOTTOM - 8) * value) / top

const messagesOf = (window) => (window.direct?.messages ?? 0) + (window.group?.messages ?? 0)

function drawMessages(all) {
  const top = Math.max(2, ...all.map(messagesOf))
  const svg = byId('messages')
  frame(svg, all, top, (value) => number(Math.round(value)))
  const width = Math.max(1, (WIDTH - LEFT) / all.length - 2)
  all.forEach((window, index) => {
    const at = y(messagesOf(window), top)
    svg.append(element('rect', { class: 'bar', x: x(index, all.length) - width / 2, y: at, width, height: HEIGHT - BOTTOM - at }))
  })
  byId('messages-text').textContent =
    `${number(all.reduce((sum, window) => sum + messagesOf(window), 0))} messages in ${all.length} minutes, direct conversations and groups together`
}

function drawTimes(svgId, textId, all, kind, what) {
  const values = all.map((window) => window[kind]?.[what])
  const top = Math.max(10, ...values.flatMap((value) => (value === undefined ? [] : [value.p99])))
  const svg = byId(svgId)
  frame(svg, all, top, (value) => duration(Math.round(value)))
  const legend = byId(textId)
  legend.replaceChildren()
  for (const [quantile, color, name] of QUANTILES) {
    let path = ''
    values.forEach((value, index) => {
      if (value !== undefined) {
        const [atX, atY] = [x(index, all.length), y(value[quantile], top)]
        path += `${path === '' || values[index - 1] === undefined ? 'M' : 'L'}${atX} ${atY}`
        svg.append(element('circle', { class: `dot ${color}`, cx: atX, cy: atY, r: 2 }))
      }
    })
    svg.append(element('path', { class: `series ${color}`, d: path }))
    const newest = values.filter((value) => value !== undefined).pop()
    const entry = document.createElement('span')
    entry.className = color
    entry.textContent = `${name} within ${duration(newest?.[quantile])}   `
    legend.append(entry)
  }
}

function draw() {
  const kind = byId('kind').value
  const all = minutes(last.windows)
  byId('state').textContent = last.current ? 'Live' : 'Reading what is in the topics …'
  byId('unread').textContent = (last.unread.exact ? '' : '≈ ') + number(last.unread.messages)
  byId('places').textContent = `unread, in ${number(last.unread.places)} conversations of a user`
  if (all.length === 0) {
    return
  }
  const newest = all[all.length - 1]
  byId('rate').textContent = number(messagesOf(newest))
  byId('delivered').textContent = duration(newest[kind]?.delivered?.p99)
  byId('read').textContent = duration(newest[kind]?.read?.p50)
  drawMessages(all)
  drawTimes('delivered-times', 'delivered-text', all, kind, 'delivered')
  drawTimes('read-times', 'read-text', all, kind, 'read')
}

async function refresh() {
  try {
    last = await (await fetch('figures')).json()
    draw()
  } catch {
    byId('state').textContent = 'The server does not answer. Trying again …'
  }
  setTimeout(refresh, 2000)
}

byId('kind').addEventListener('change', () => last !== null && draw())
refresh()
