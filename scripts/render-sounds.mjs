/**
 * Renders the spoken lines of the practice callers to small sound files, at authoring time: the results are committed.
 * Needs espeak-ng and ffmpeg. Lines without `sound` (all Tibetan ones: no engine has such a voice) are left to the
 * neutral tone of the desk.
 *
 *   node scripts/render-sounds.mjs [scenario …]     all of them without a name
 */
import { spawnSync } from 'node:child_process';
import { pinyin } from 'pinyin-pro';
import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const scenarios = join(root, 'resources/scenarios');
const sounds = join(root, 'resources/public/sounds');
const maxBytes = 60_000;

/** espeak-ng voices by caller language, with the words a minute and pitch (0–99) that come nearest to a person. */
const voices = {
  // By the spelling of its sound: many a character is read as an English word otherwise.
  'zh-Hans': { name: 'cmn-latn-pinyin', speed: 190, pitch: 40, spell: toPinyin },
  'yue-Hant-HK': { name: 'yue', speed: 220, pitch: 45 },
  en: { name: 'en-gb', speed: 150, pitch: 45 },
};

function run(command, args, input) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { input, maxBuffer: 64 * 1024 * 1024 });
  if (error) throw new Error(`${command} could not be started: install it and run this again`, { cause: error });
  if (status !== 0) throw new Error(`${command} failed:\n${stderr}`);
  return stdout;
}

/** `ting2 dian4 le5`, as espeak-ng wants it. */
function toPinyin(text) {
  return pinyin(text, { toneType: 'num', nonZh: 'consecutive' }).replaceAll(/0\b/gu, '5').replaceAll('ü', 'v');
}

/** 16 kHz mono Opus, levelled to the same loudness, silence at both ends cut. */
function render(text, voice, file) {
  const speech = run(
    'espeak-ng',
    ['-v', voice.name, '-s', voice.speed, '-p', voice.pitch, '--stdout', voice.spell?.(text) ?? text].map(String),
  );
  const filters = [
    'silenceremove=start_periods=1:start_threshold=-50dB',
    'areverse,silenceremove=start_periods=1:start_threshold=-50dB,areverse',
    'apad=pad_dur=0.15',
    'loudnorm=I=-20:TP=-3',
  ];
  const encode = ['-ar', '16000', '-ac', '1', '-c:a', 'libopus', '-b:a', '24k', '-application', 'voip'];
  const quiet = ['-hide_banner', '-loglevel', 'error', '-y', '-f', 'wav', '-i', 'pipe:0'];
  // Nothing of the day and machine in the file: rendering again changes only what was changed.
  const plain = ['-map_metadata', '-1', '-fflags', '+bitexact', '-flags:a', '+bitexact', '-f', 'ogg'];
  run('ffmpeg', [...quiet, '-af', filters.join(','), ...encode, ...plain, file], speech);
}

mkdirSync(sounds, { recursive: true });
const wanted = process.argv.slice(2).map((id) => `${id}.json`);
let rendered = 0;
for (const name of readdirSync(scenarios).filter((entry) => entry.endsWith('.json'))) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const scenario = JSON.parse(readFileSync(join(scenarios, name), 'utf8'));
  const lines = scenario.steps.flatMap((step) => step.lines);
  for (const line of lines.filter((entry) => entry.sound !== undefined)) {
    const voice = voices[scenario.lang];
    if (!voice) throw new Error(`${name}: no voice for ${scenario.lang}, leave its lines without a sound`);
    const file = join(sounds, line.sound);
    render(line.text, voice, file);
    const { size } = statSync(file);
    if (size > maxBytes) throw new Error(`${line.sound}: ${size} bytes, more than ${maxBytes}`);
    rendered += 1;
  }
}
console.log(`${rendered} sounds rendered`);
